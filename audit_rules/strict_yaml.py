"""Read YAML without its surprises, and say in Chinese where a file does not fit its form.

Plain words mean what they look like: only `true`, `false`, `null` (also `~` and nothing), whole
numbers and decimal fractions are special; `no`, `12:30`, `010`, `0x1F` and `2022-06-08` stay text.
Duplicate keys, anchors, tags and several documents in one file are refused.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.errors import PydanticInvalidForJsonSchema
from pydantic_core import ErrorDetails

from audit_rules.errors import (
    DuplicateKeyError,
    InvalidFileError,
    MissingFileError,
    Problem,
    UnreadableFileError,
    YamlSyntaxError,
)

YamlPath: TypeAlias = tuple[str | int, ...]
"""Keys and list positions (from 0) from the top of the document: `("checks", 0, "kind")`."""

Model = TypeVar("Model", bound=BaseModel)

_STR: Final = "tag:yaml.org,2002:str"
_SPECIAL: Final = {
    "tag:yaml.org,2002:null": re.compile(r"(?:~|null|)\Z"),
    "tag:yaml.org,2002:bool": re.compile(r"(?:true|false)\Z"),
    "tag:yaml.org,2002:int": re.compile(r"-?(?:0|[1-9][0-9]{0,18})\Z"),
    "tag:yaml.org,2002:float": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][+-]?[0-9]+)?\Z"),
}


class _PlainLoader(yaml.CSafeLoader):
    """The C parser with only four kinds of special words."""


_PlainLoader.yaml_implicit_resolvers = {None: list(_SPECIAL.items())}


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One file as read: its value of plain dicts, lists and scalars, and the line of each part."""

    path: Path
    value: Any
    lines: Mapping[YamlPath, int] = field(repr=False)

    def line_of(self, path: YamlPath) -> int:
        """Give the line (from 1) of a key or list item, or of the nearest part around it."""
        return self.lines[self.nearest(path)]

    def nearest(self, path: YamlPath) -> YamlPath:
        """Give the part of `path` that the document has; steps it does not know are left out."""
        known: YamlPath = ()
        for step in path:
            if (*known, step) in self.lines:
                known = (*known, step)
        return known

    def part(self, path: YamlPath) -> YamlDocument:
        """Give one part as a document of its own whose lines are still those of the file."""
        value = self.value
        for step in path:
            value = value[step]
        depth = len(path)
        lines = {at[depth:]: line for at, line in self.lines.items() if at[:depth] == path}
        return YamlDocument(self.path, value, {(): self.line_of(path)} | lines)


def load_yaml(path: Path) -> YamlDocument:
    """Read one file.

    Raises `MissingFileError`, `UnreadableFileError`, `YamlSyntaxError` or `DuplicateKeyError`.
    """
    text = _read_text(path)
    reader = _NodeReader(path)
    try:
        root = yaml.compose(text, Loader=_PlainLoader)
        value = None if root is None else reader.value_of(root, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlSyntaxError(path, line, _reason(error)) from error
    except yaml.YAMLError as error:
        raise YamlSyntaxError(path, 1, "含有 YAML 不允许的控制字符") from error
    except RecursionError as error:
        raise YamlSyntaxError(path, 1, "嵌套层数太多") from error
    return YamlDocument(path, value, {(): 1} | reader.lines)


def validate(document: YamlDocument, model: type[Model]) -> Model:
    """Fit a document into its model, strictly: no number from text, no text from a number.

    Raises one `InvalidFileError` that lists every problem with its line and key.
    """
    try:
        # pydantic's strict JSON mode is the one that takes dates and enumerations as text and
        # nothing else as text; so the plain value goes through JSON.
        return model.model_validate_json(json.dumps(document.value), strict=True)
    except ValidationError as error:
        schema = _schema_of(model)
        problems = [
            _problem(details, document, schema)
            for details in error.errors(include_url=False, include_input=True)
        ]
        raise InvalidFileError(document.path, problems) from error


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise YamlSyntaxError(path, line, "不是 UTF-8 编码，请另存为 UTF-8") from error


def _reason(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or ""
    known = {
        "found character that cannot start any token": "有不能放在这里的字符（制表符、@、` 等）",
        "found a tab character that violates indentation": "缩进用了制表符，请改用空格",
        "mapping values are not allowed in this context": "冒号的位置不对，文字里的冒号请加引号",
        "could not find expected ':'": "这里缺少冒号",
        "found unexpected end of stream": "引号或括号没有写完",
        "found undefined alias": "用了没有定义的别名（*）",
        "but found another document": "一个文件里只能有一份文档（多了一行 ---）",
    }
    return known.get(problem, f"解析器的原话是 {problem!r}")


class _NodeReader:
    """Turns the parsed tree of one file into plain values, noting the line of each part."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[YamlPath, int] = {}
        self._seen: set[int] = set()

    def value_of(self, node: yaml.Node, at: YamlPath) -> Any:
        """Give the plain value of a node that stands at `at`."""
        self.lines.setdefault(at, node.start_mark.line + 1)
        if id(node) in self._seen:
            raise self._error(node, "不支持锚点和别名（& 和 *），请直接写出内容")
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return [self.value_of(child, (*at, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            return {key: self.value_of(child, (*at, key)) for key, child in self._items(node, at)}
        raise self._error(node, f"不支持标签 {node.tag}")

    def _items(self, node: yaml.MappingNode, at: YamlPath) -> Iterator[tuple[str, yaml.Node]]:
        first_lines: dict[str, int] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error(key_node, "键必须是一个词，不能是列表或映射")
            key, line = key_node.value, key_node.start_mark.line + 1
            if key in first_lines:
                raise DuplicateKeyError(self.path, line, key, first_line=first_lines[key])
            first_lines[key] = line
            self.lines[(*at, key)] = line
            yield key, child

    def _scalar(self, node: yaml.ScalarNode) -> str | float | bool | None:
        if node.tag == _STR:
            return str(node.value)
        pattern = _SPECIAL.get(node.tag)
        if pattern is None or not pattern.match(node.value):
            raise self._error(node, f"不支持标签 {node.tag}")
        kind = node.tag.rpartition(":")[2]
        if kind == "null":
            return None
        if kind == "bool":
            return bool(node.value == "true")
        return int(node.value) if kind == "int" else float(node.value)

    def _error(self, node: yaml.Node, reason: str) -> YamlSyntaxError:
        return YamlSyntaxError(self.path, node.start_mark.line + 1, reason)


# --- what pydantic found, in Chinese -------------------------------------------------------------

_WANTED: Final = {
    "string_type": "应为文字（数字和 true/false 请加引号）",
    "int_type": "应为整数，不加引号",
    "int_from_float": "应为整数，不带小数",
    "float_type": "应为数字，不加引号",
    "bool_type": "应为 true 或 false，不加引号",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "set_type": "应为列表",
    "frozen_set_type": "应为列表",
    "dict_type": "应为“键: 值”的映射",
    "model_type": "应为“键: 值”的映射",
    "model_attributes_type": "应为“键: 值”的映射",
    "dataclass_type": "应为“键: 值”的映射",
    "date_type": "应为日期，写成 2022-06-08",
    "date_parsing": "不是日期，应写成 2022-06-08",
    "date_from_datetime_parsing": "不是日期，应写成 2022-06-08",
    "date_from_datetime_inexact": "应为日期，不带时间，写成 2022-06-08",
    "datetime_type": "应为带时区的时间，写成 2022-06-08T10:30:00+08:00",
    "datetime_parsing": "不是时间，应写成 2022-06-08T10:30:00+08:00",
    "datetime_from_date_parsing": "不是时间，应写成 2022-06-08T10:30:00+08:00",
    "timezone_aware": "时间缺少时区，应写成 2022-06-08T10:30:00+08:00",
    "enum": "只能是 {expected}",
    "literal_error": "只能是 {expected}",
    "greater_than": "必须大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "必须小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多只能有 {max_length} 项",
    "string_too_short": "至少要有 {min_length} 个字",
    "string_too_long": "最多只能有 {max_length} 个字",
    "string_pattern_mismatch": "不合格式 {pattern}",
    "union_tag_not_found": "缺少必填的键 {discriminator}",
    "union_tag_invalid": "{discriminator} 只能是 {expected_tags}",
    "none_required": "应当留空",
}


def _problem(details: ErrorDetails, document: YamlDocument, schema: Mapping[str, Any]) -> Problem:
    """Say one of pydantic's findings in Chinese, at the line where it stands."""
    context = details.get("ctx", {})
    at = document.nearest(details["loc"])
    last = str(details["loc"][-1]) if details["loc"] else ""
    match details["type"]:
        case "missing":
            text = f"缺少必填的键“{last}”"
        case "extra_forbidden":
            text = f"不认识的键“{last}”"
            known = _known_keys(schema, details["loc"][:-1])
            nearest = difflib.get_close_matches(last, known, n=1, cutoff=0.5)
            if nearest:
                text += f"，是不是“{nearest[0]}”？"
            elif known:
                text += f"，可用的键：{'、'.join(known)}"
        case "value_error" | "assertion_error":
            text = str(context.get("error", details["msg"]))
        case kind:
            wanted = _WANTED.get(kind, f"值不合要求（{details['msg']}）").format_map(context)
            text = f"{wanted.replace(' or ', ' 或 ')}，现为 {_shown(details['input'])}"
    return Problem(document.line_of(details["loc"]), _written(at), text)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _written(path: YamlPath) -> str:
    """Write a path as people do: `checks[2].kind`, list items counted from 1."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _schema_of(model: type[BaseModel]) -> Mapping[str, Any]:
    """Describe a model for suggestions; a model that cannot be described gets none."""
    try:
        return model.model_json_schema()
    except PydanticInvalidForJsonSchema:
        return {}


def _known_keys(schema: Mapping[str, Any], parent: YamlPath) -> list[str]:
    """List the keys a model's JSON schema allows at `parent`."""
    here = _alternatives(schema, schema)
    for step in parent:
        inner = [part for each in here for part in _children(each, step)]
        # A step that leads nowhere is the tag of a union: it stays where it is.
        here = [part for each in inner for part in _alternatives(each, schema)] or here
    return sorted({key for each in here for key in each.get("properties", {})})


def _children(schema: Mapping[str, Any], step: str | int) -> list[Mapping[str, Any]]:
    if isinstance(step, int):
        candidates = [schema.get("items"), *schema.get("prefixItems", [])]
    else:
        candidates = [schema.get("properties", {}).get(step), schema.get("additionalProperties")]
    return [each for each in candidates if isinstance(each, dict)]


def _alternatives(schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Follow references and unions down to the plain forms a value may take."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return _alternatives(root["$defs"][name], root)
    unions = [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]
    return [schema] if not unions else [y for each in unions for y in _alternatives(each, root)]
