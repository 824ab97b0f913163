"""`python -m printpost`: the same as the command `printpost`."""

from printpost.cli import main

if __name__ == "__main__":
    main()
