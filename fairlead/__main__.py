"""``python -m fairlead``."""

from fairlead.main import main

if __name__ == "__main__":
    main()
