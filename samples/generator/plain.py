"""Sets the letter that was saved as plain text by an old word processor."""

import textwrap

from .markup import Block, Text


def draw(text: Text) -> bytes:
    """Windows-1252 with Windows line ends, 76 characters wide."""
    return "\r\n\r\n".join(map(paragraph, text.blocks)).encode("cp1252") + b"\r\n"


def paragraph(block: Block) -> str:
    if block.kind == "kept":
        return block.text.replace("\n", "\r\n")
    label = f"{block.label}. " if block.label else ""
    return textwrap.fill(label + block.text, 76, subsequent_indent=" " * len(label)).replace("\n", "\r\n")
