"""`python -m app`: the same as the installed command `policy-timeline`."""

from app.cli import main

if __name__ == "__main__":
    main()
