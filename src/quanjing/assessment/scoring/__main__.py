"""`python -m quanjing.assessment.scoring FILE.json`: compute a published assessment again, line by line."""

import sys

from quanjing.assessment.scoring.recompute import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
