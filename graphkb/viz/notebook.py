"""Notebook: a page inside another, shut off from it."""

from html import escape


def frame(html: str, *, height: int = 640) -> str:
    """An HTML frame that shows the page in a notebook: its scripts run, but can't reach the notebook around it.

    >>> frame("<p>", height=300)[:36]
    '<iframe title="Map" sandbox="allow-s'
    """
    rights = "allow-scripts allow-downloads"
    style = f"width:100%;height:{int(height)}px;border:1px solid #d5dae1;border-radius:8px"
    return f'<iframe title="Map" sandbox="{rights}" style="{style}" srcdoc="{escape(html)}"></iframe>'
