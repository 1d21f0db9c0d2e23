"""``python -m graders``: the same as the command ``graders``."""

from graders.cli import main

if __name__ == "__main__":
    main()
