"""What a page may hold that a report must survive."""

from __future__ import annotations

from typing import Final

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "甲&乙 &amp; \"引号\" '单引号'",
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@x",
    "\t=1",
    "\r=1",
    "＝1+1",
    "\u200b=1",
    "\u202e倒写\u200f",
    "表情😀🇨🇳",
    "长" * 500,
    "控\x00制\x0b字\x1f符\ufffe",
    "半\ud800个",
    "{{ 7*7 }}{% raw %}",
    "]]><!--",
    "行\u2028分\x85隔",
    "_x0041_",
    "internal:Sheet1!A1",
    "mailto:a@b.cn",
    "&P&D&L",
)
