#!/usr/bin/env python3
"""Makes the fictional key account managers in samples/managers: the same files on every run.

    python3 scripts/make-sample-managers.py

Everybody starts from a general performance between 0 and 1 and some noise; then the special ones are bent into the
case that they show. samples/README.md says what to look for in each.
"""

import json
import pathlib
import random
from decimal import Decimal

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "samples" / "managers"
SEED = "policy-service-samples-1"
YEAR = 2025
COMPETENCIES = ["customerFocus", "serviceStrategy", "relationshipBuilding", "teamwork", "leadership"]
SEEN_BY_CUSTOMERS = COMPETENCIES[:3]
TARGET_BONUS = {"P1": 30000, "P2": 48000, "P3": 66000, "P4": 90000, "P5": 130000}
GOALS = [
    "Complete the certificate in contract law",
    "完成行业分析报告两篇",
    "Build a second contact at every key account",
    "带教一名新任客户经理",
    "提升数据分析能力",
    "Learn the new pricing model",
]

# number, name, level, department, superior, general performance
PEOPLE = [
    (1, "沈若溪", "P3", "华东大客户部", "贺铭远", 0.72),
    (2, "Tobias Lindqvist", "P3", "Nordic Key Accounts", "Maren Oakes", 0.70),
    (3, "邱致和", "P2", "华南大客户部", "罗佩兰", 0.84),
    (4, "Priya Raghunathan", "P3", "Asia Key Accounts", "Maren Oakes", 0.74),
    (5, "翁嘉禾", "P2", "华北大客户部", "贺铭远", 0.80),
    (6, "Mateo Villanueva", "P2", "Iberia Key Accounts", "Maren Oakes", 0.68),
    (7, "祁云舒", "P4", "西南大客户部", "罗佩兰", 0.76),
    (8, "Aoife Brannigan", "P2", "Atlantic Key Accounts", "Maren Oakes", 0.66),
    (9, "柏景澄", "P3", "华中大客户部", "贺铭远", 0.78),
    (10, "<script>alert(1)</script>", "P1", "华东大客户部", "贺铭远", 0.62),
    (11, "钟离安", "P3", "华南大客户部", "罗佩兰", 0.77),
    (12, "Yusuf Demirkan", "P2", "Levant Key Accounts", "Maren Oakes", 0.55),
    (13, "苗毓秀", "P2", "西北大客户部", "罗佩兰", 0.55),
    (14, "慕容清越", "P4", "华东大客户部", "贺铭远", 1.00),
    (15, "Gareth Pemberley", "P1", "Atlantic Key Accounts", "Maren Oakes", 0.06),
    (16, "封子昂", "P3", "华北大客户部", "贺铭远", 0.86),
    (17, "Ingrid Solheim", "P3", "Nordic Key Accounts", "Maren Oakes", 0.75),
    (18, "蒲晓棠", "P2", "西南大客户部", "罗佩兰", 0.70),
    (19, "易知行", "P1", "华中大客户部", "贺铭远", 0.82),
    (20, "Chiara Montefalco", "P3", "Alpine Key Accounts", "Maren Oakes", 0.42),
    (21, "Naledi Khumalo", "P5", "Africa Key Accounts", "Maren Oakes", 0.90),
    (22, "危叶青", "P2", "华南大客户部", "罗佩兰", 0.67),
    (23, "束怀瑾", "P4", "华北大客户部", "贺铭远", 0.88),
    (24, "Owen Trelawney", "P3", "Atlantic Key Accounts", "Maren Oakes", 0.70),
    (25, "车望舒", "P3", "西北大客户部", "罗佩兰", 0.73),
    (26, "阿依努尔·艾山江", "P4", "西北大客户部", "罗佩兰", 0.81),
    (27, "Zoë D’Amboise-Østergård", "P2", "Alpine Key Accounts", "Maren Oakes", 0.50),
    (28, "展鹏程", "P1", "华中大客户部", "贺铭远", 0.33),
    (29, "Hiroshi Tanigawa", "P4", "Asia Key Accounts", "Maren Oakes", 0.64),
    (30, "欧阳静姝", "P5", "华东大客户部", "贺铭远", 0.94),
]


class Dice:
    """Noise that is the same on every machine: only `random()` is promised to stay as it is between versions."""

    def __init__(self, seed):
        self._source = random.Random(seed)

    def between(self, low, high):
        return low + (high - low) * self._source.random()

    def whole(self, low, high):
        return low + int(self._source.random() * (high - low + 1))

    def chance(self, probability):
        return self._source.random() < probability


def rounded(value, step):
    return int(value / step + 0.5) * step


def decimal(value, places):
    return Decimal(f"{value:.{places}f}")


def kept(value, low, high):
    return max(low, min(high, value))


def month(index, q, dice):
    target = rounded(dice.between(50, 110), 5)
    planned = dice.whole(16, 24)
    return {
        "month": index,
        "keyAccounts": {"target": target, "actual": rounded(target * (0.6 + 0.55 * q + dice.between(-0.1, 0.1)), 1)},
        "visits": {"planned": planned, "done": kept(rounded(planned * (0.6 + 0.42 * q + dice.between(-0.12, 0.12)), 1), 0, planned)},
        "complaints": {
            "overdue": int(dice.chance(0.35 * (1 - q))),
            "escalated": int(dice.chance(0.15 * (1 - q))),
            "commended": int(dice.chance(0.3 * q)),
        },
    }


def quarter(index, q, dice):
    due = dice.whole(40, 160)
    return {
        "quarter": index,
        "csat": {"mean": decimal(kept(3.6 + 1.1 * q + dice.between(-0.15, 0.15), 1, 5), 2), "responses": dice.whole(18, 60)},
        "accounts": {"due": due, "renewed": kept(rounded(due * (0.83 + 0.16 * q + dice.between(-0.02, 0.02)), 1), 0, due)},
    }


def ratings(q, dice, raters):
    return [
        {"group": group, "raterRef": f"{group}-{number}", "competency": competency, "value": rating(group, competency, q, dice)}
        for group, count in raters.items()
        for number in range(1, count + 1)
        for competency in COMPETENCIES
    ]


def rating(group, competency, q, dice):
    if group == "customer" and competency not in SEEN_BY_CUSTOMERS:
        return None
    kindness = 0.4 if group == "self" else 0
    return kept(rounded(2.5 + 2.3 * q + kindness + dice.between(-0.8, 0.8), 1), 1, 5)


def goals(q, dice):
    weights = [[40, 30, 30], [50, 25, 25], [30, 30, 20, 20]][dice.whole(0, 2)]
    first = dice.whole(0, len(GOALS) - 1)
    return [
        {"title": GOALS[(first + place) % len(GOALS)], "weight": weight, "progress": kept(rounded(35 + 65 * q + dice.between(-15, 15), 5), 0, 100)}
        for place, weight in enumerate(weights)
    ]


def prior_grades(q, dice):
    def grade():
        level = q + dice.between(-0.1, 0.1)
        return next(name for name, least in [("S", 0.97), ("A", 0.7), ("B", 0.42), ("C", 0.2), ("D", -1)] if level >= least)

    return [{"year": year, "grade": grade()} for year in range(YEAR - 3, YEAR)]


def money(q, level, dice):
    revenue = rounded(dice.between(6e6, 20e6), 100_000)
    profit, budget, bonus = revenue // 5, revenue * 3 // 100, TARGET_BONUS[level]
    return {
        "targetBonus": bonus,
        "advancesPaid": rounded(bonus * dice.between(0.4, 0.6), 500),
        "revenue": {"target": revenue, "booked": rounded(revenue * (0.74 + 0.42 * q + dice.between(-0.03, 0.03)), 1000),
                    "clawback": rounded(revenue * dice.between(0, 0.02), 1000)},
        "grossProfit": {"target": profit, "actual": rounded(profit * (0.76 + 0.36 * q + dice.between(-0.04, 0.04)), 1000)},
        "expense": {"budget": budget, "actual": rounded(budget * dice.between(0.92, 1.04), 100)},
    }


def manager(number, name, level, department, superior, q):
    dice = Dice(f"{SEED}/{number}")
    requests, plans = dice.whole(20, 50), dice.whole(8, 20)
    raters = {"superior": 1, "peer": dice.whole(4, 6), "subordinate": dice.whole(3, 5), "customer": dice.whole(4, 6), "self": 1}
    return {
        "managerId": f"KM-{number:03}", "name": name, "level": level, "year": YEAR,
        "department": department, "superiorName": superior, "tenureMonths": dice.whole(26, 110),
        "currency": "CNY" if department.endswith("部") else "EUR", "baseSalary": TARGET_BONUS[level] * 4,
        **money(q, level, dice),
        "months": [month(index, q, dice) for index in range(1, 13)],
        "quarters": [quarter(index, q, dice) for index in range(1, 5)],
        "ratings": ratings(q, dice, raters),
        "goals": goals(q, dice),
        "resourceRequests": {"total": requests, "onTime": kept(rounded(requests * (0.62 + 0.36 * q), 1), 0, requests)},
        "accountPlans": {"required": plans, "upToDate": kept(rounded(plans * (0.6 + 0.4 * q), 1), 0, plans)},
        "priorGrades": prior_grades(q, dice),
        "projectsLed": dice.whole(0, 1) + int(4 * q), "riskCases": int(0.4 + 3 * q), "teamProjects": int(0.5 + 2 * q),
        "disciplinary12m": 0,
        "skills": {skill: decimal(kept(2.2 + 2.2 * q + dice.between(-0.4, 0.4), 0, 5), 1) for skill in ("product", "industry", "negotiation")},
    }


def passes_promotion(facts):
    """Everything that the year's scores do not decide, well above what promotion asks for."""
    facts.update(tenureMonths=max(36, facts["tenureMonths"]), projectsLed=3, riskCases=2, teamProjects=1,
                 priorGrades=[{"year": YEAR - 1, "grade": "A"}],
                 skills={"product": Decimal("4.0"), "industry": Decimal("3.8"), "negotiation": Decimal("3.6")})


def exactly_ninety(facts):
    """KPI 91.1, 360° 83.65 and goals 95 give 90 exactly, which binary fractions miss.

    K1 = K4 = 88 and K5 = 100 make every month 90. K2 = 100 and K3 = 86.875 (renewal rate 91.71875 %) make every
    quarter and the year 91.375. 0.2 × 90 + 0.8 × 91.375 = 91.1.
    """
    for row in facts["months"]:
        row.update(keyAccounts={"target": 100, "actual": 88}, visits={"planned": 25, "done": 22},
                   complaints={"overdue": 0, "escalated": 0, "commended": 0})
    for row in facts["quarters"]:
        row.update(csat={"mean": Decimal("4.50"), "responses": 40}, accounts={"due": 640, "renewed": 587})
    facts["ratings"] = ratings_of_four_with_fives({"superior": 1, "peer": 4, "subordinate": 8, "customer": 4},
                                                  {"superior": 1, "peer": 0, "subordinate": 5, "customer": 6})
    facts["goals"] = [{"title": GOALS[0], "weight": 40, "progress": 100}, {"title": GOALS[1], "weight": 40, "progress": 95},
                      {"title": GOALS[2], "weight": 20, "progress": 85}]


def ratings_of_four_with_fives(raters, fives):
    """Everybody rates everything 4, and the first few ratings of each group are 5.

    With all groups on all five competencies the mean is 4 + (40 × 1/5 + 10 × 5/40 + 30 × 6/20) ÷ 100 = 4.1825.
    """
    rows = []
    for group, count in raters.items():
        places = [(number, competency) for number in range(1, count + 1) for competency in COMPETENCIES]
        rows += [{"group": group, "raterRef": f"{group}-{number}", "competency": competency, "value": 5 if place < fives[group] else 4}
                 for place, (number, competency) in enumerate(places)]
    return rows


def just_below_ninety(facts):
    exactly_ninety(facts)
    facts["goals"][2]["progress"] = Decimal("84.5")


def tenure_exactly_24(facts):
    passes_promotion(facts)
    facts["tenureMonths"] = 24


def no_survey_in_third_quarter(facts):
    del facts["quarters"][2]["csat"]


def no_skills(facts):
    passes_promotion(facts)
    del facts["skills"]


def no_goals(facts):
    del facts["goals"]


def raters_left(facts, group, count):
    facts["ratings"] = [row for row in facts["ratings"]
                        if row["group"] != group or int(row["raterRef"].rsplit("-", 1)[1]) <= count]


def two_subordinates(facts):
    raters_left(facts, "subordinate", 2)


def no_subordinates(facts):
    raters_left(facts, "subordinate", 0)


def only_superior(facts):
    facts["ratings"] = [row for row in facts["ratings"] if row["group"] in ("superior", "self")]


def two_customers(facts):
    raters_left(facts, "customer", 2)


def over_budget(facts):
    facts["expense"] = {"budget": 400_000, "actual": Decimal("424800.00")}


def exactly_tolerated(facts):
    facts["expense"] = {"budget": 400_000, "actual": 420_000}


def attainment_exactly_80(facts):
    facts["revenue"] = {"target": 10_000_000, "booked": 8_200_000, "clawback": 200_000}


def attainment_just_below_80(facts):
    facts["revenue"] = {"target": 10_000_000, "booked": 8_200_000, "clawback": 200_500}


def negotiation_blocks(facts):
    passes_promotion(facts)
    facts["skills"]["negotiation"] = Decimal("2.9")


def no_orders_in_august(facts):
    del facts["months"][7]["keyAccounts"]["actual"]


def first_year(facts):
    passes_promotion(facts)
    facts.update(priorGrades=[], tenureMonths=11)


def advances_above_bonus(facts):
    facts["advancesPaid"] = 60_000


def payout_capped(facts):
    passes_promotion(facts)
    facts["currency"] = "USD"
    facts["revenue"] = {"target": 15_000_000, "booked": 19_500_000, "clawback": 0}


def disciplinary_case(facts):
    passes_promotion(facts)
    facts["disciplinary12m"] = 1


def gap_exactly_half(facts):
    facts["skills"] = {"product": Decimal("3.0"), "industry": Decimal("3.1"), "negotiation": Decimal("3.2")}


SPECIAL = {
    2: exactly_ninety, 3: tenure_exactly_24, 4: no_survey_in_third_quarter, 5: no_skills, 6: no_goals, 7: two_subordinates,
    8: no_subordinates, 9: only_superior, 11: over_budget, 12: attainment_exactly_80, 13: attainment_just_below_80,
    14: passes_promotion, 16: negotiation_blocks, 17: exactly_tolerated, 18: no_orders_in_august, 19: first_year,
    20: advances_above_bonus, 21: payout_capped, 22: two_customers, 23: disciplinary_case, 24: just_below_ninety,
    25: gap_exactly_half,
}


def text(value, indent=0, room=130):
    """JSON with short objects on one line, so that a year of figures stays readable."""
    line = one_line(value)
    if not isinstance(value, (dict, list)) or len(line) + indent <= room:
        return line
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(name)}: {text(item, indent + 2, room)}" for name, item in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(inner + text(item, indent + 2, room) for item in value) + "\n" + " " * indent + "]"


def one_line(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(name)}: {one_line(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(one_line, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for person in PEOPLE:
        facts = manager(*person)
        SPECIAL.get(person[0], lambda _: None)(facts)
        (FOLDER / f"km-{person[0]:03}.json").write_text(text(facts) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
