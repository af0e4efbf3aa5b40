"""Numbers of PyPI `adaptivetesting` for the tests of the estimate (app/domain/src/learning/tests/measuring.rs).

    python -m venv venv && venv/bin/pip install adaptivetesting==1.1.4
    venv/bin/python end2end/irt/adaptivetesting_vectors.py app/domain/src/learning/tests/eap-adaptivetesting-1.1.4.json

It reads no number of ours: items and answers are drawn here, and the package says what they mean.
"""

import json
import random
import sys

from adaptivetesting.math.estimators import ExpectedAPosteriori, NormalPrior
from adaptivetesting.models import TestItem

DISCRIMINATION = 1.3


def eap(items, answers):
    """The mean of the posterior with the prior N(0, 1)."""
    prior = NormalPrior(0, 1)
    return ExpectedAPosteriori(answers, items, prior, optimization_interval=(-10, 10)).get_estimation()


def item(discrimination, difficulty):
    made = TestItem()
    made.a, made.b, made.c, made.d = discrimination, difficulty, 0, 1
    return made


def main(target):
    chance = random.Random(20261125)
    cases = []
    for count in (1, 2, 5, 10, 15, 20, 30):
        for is_rasch in (True, True, False):
            a = [DISCRIMINATION if is_rasch else round(chance.lognormvariate(0.1, 0.3), 3) for _ in range(count)]
            b = [round(chance.uniform(-2.5, 2.5), 2) for _ in range(count)]
            u = [chance.randint(0, 1) for _ in range(count)]
            ability = float(eap([item(*pair) for pair in zip(a, b)], u))
            cases.append({"a": a, "b": b, "u": u, "eap": round(ability, 9)})
    for answer in (0, 1):
        a, b, u = [DISCRIMINATION] * 12, [0.0] * 12, [answer] * 12
        ability = float(eap([item(*pair) for pair in zip(a, b)], u))
        cases.append({"a": a, "b": b, "u": u, "eap": round(ability, 9)})
    source = "PyPI adaptivetesting 1.1.4: EAP, prior N(0, 1), 2PL with D = 1; made by end2end/irt/adaptivetesting_vectors.py"
    with open(target, "w", encoding="utf-8") as file:
        json.dump({"source": source, "cases": cases}, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
