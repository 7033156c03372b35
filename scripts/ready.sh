# Sourced by `gongkai` and `check`: makes sure that .venv matches the lock. POSIX sh, no side effects
# on the caller but the functions below. Messages go to standard error: standard output is the command's.

# is_ready ROOT LOCK: the stamp in .venv says that exactly this lock was installed for exactly this place.
is_ready() {
    stamp=$1/.venv/gongkai-stamp
    [ -x "$1/.venv/bin/python" ] && [ -f "$stamp/root" ] && [ ! -e "$stamp/unfinished" ] || return 1
    IFS= read -r made_for <"$stamp/root" || return 1
    [ "$made_for" = "$1" ] && cmp -s "$1/$2" "$stamp/$2" && cmp -s "$1/pyproject.toml" "$stamp/pyproject.toml"
}

# find_python: sets `python` to the first Python >= 3.11, one that can make environments if there is any;
# sets `found` to the versions that were too old.
find_python() {
    python='' found=''
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        version=$("$candidate" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue
        if ! "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            found="$found${found:+, }$candidate $version"
        elif "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            python=$candidate
            return 0
        else
            python=${python:-$candidate}
        fi
    done
    [ -n "$python" ] && return 0
    command -v uv >/dev/null 2>&1 || return 1
    python=$(uv python find --no-project '>=3.11' 2>/dev/null) && return 0
    echo '没有 Python 3.11 以上版本，改由 uv 下载……' >&2
    uv python install --no-progress 3.12 >&2 && python=$(uv python find --no-project '>=3.11' 2>/dev/null)
}

# ready ROOT LOCK [OPTION]: bootstraps when the stamp is not current.
ready() {
    is_ready "$1" "$2" && return 0
    if ! find_python; then
        cat >&2 <<MESSAGE
需要 Python 3.11 或更高版本，本机找到的是：${found:-没有 Python}。
请安装后重试，例如 Debian 12、Ubuntu 24.04：apt install python3 python3-venv；也可以只安装 uv。
Python 3.11 or newer is needed; found: ${found:-no Python}.
Install it and try again, e.g. on Debian 12 or Ubuntu 24.04: apt install python3 python3-venv; uv alone will do, too.
MESSAGE
        return 2
    fi
    "$python" "$1/scripts/bootstrap.py" ${3:+"$3"} || return $?
}
