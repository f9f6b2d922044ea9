"""`python -m graphkb` is the graphkb command."""

from graphkb.cli import main

main()
