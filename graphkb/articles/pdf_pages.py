"""A script of its own: a PDF from standard input, the text of its pages as JSON to standard output, within bounds.

It runs in a process of its own because what strangers put into a PDF can keep any reader busy for hours. It imports
nothing of graphkb, so that it starts in a moment.
"""

import json
import logging
import sys
import warnings
from io import BytesIO

MEMORY = 1_500_000_000
SECONDS = 50
MAX_PAGES = 2_000
MAX_TEXT = 20_000_000


def bound() -> None:
    """Let the system end this process where it takes too much; Windows has no such bounds, only the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def pages_of(data: bytes) -> dict[str, object]:
    """The text of each page under `pages`, or under `error` why there is none."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "it is encrypted; save it without a password"}
        if len(reader.pages) > MAX_PAGES:
            return {"error": f"it has more than {MAX_PAGES:,} pages; split it"}
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text().encode(errors="replace").decode().replace("\0", ""))
            if sum(map(len, pages)) > MAX_TEXT:
                return {"error": f"it holds more than {MAX_TEXT / 1e6:g} MB of text"}
    except MemoryError:
        return {"error": "it takes too much memory"}
    except Exception as error:  # any error at all: the file is a stranger's, and the library tells errors in many ways
        return {"error": " ".join(str(error).split())[:200] or type(error).__name__}
    return {"pages": pages}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    bound()
    sys.stdout.buffer.write(json.dumps(pages_of(sys.stdin.buffer.read())).encode())
