"""Equal shares as the definition reads: every person, every project, in fractions."""

from fractions import Fraction


def people_of(election):
    """Each person's points by place of project."""
    return [dict(points) for points, heads in election.ballots for _ in range(heads)]


def price(cost, paying):
    """The least p with sum of min(purse, p * points) = cost, trying every breakpoint."""
    if sum(purse for purse, _ in paying) < cost:
        return None
    for limit in sorted({purse / points for purse, points in paying}):
        if sum(min(purse, limit * points) for purse, points in paying) >= cost:
            poor = [(purse, points) for purse, points in paying if purse < limit * points]
            rich = [points for purse, points in paying if purse >= limit * points]
            return (cost - sum(purse for purse, _ in poor)) / Fraction(sum(rich))
    raise AssertionError


def equal_shares(election, purse, *, by_cost):
    """The places bought, in order."""
    people = people_of(election)
    left, bought = [Fraction(purse)] * len(people), []
    while True:
        offers = []
        for place, project in enumerate(election.projects):
            paying = [
                (left[i], points[place]) for i, points in enumerate(people) if place in points
            ]
            if place in bought or not paying or project.cost > election.budget:
                continue
            p = price(Fraction(project.cost), paying)
            if p is not None:
                rho = p / (project.cost if by_cost else 1)
                offers.append((rho, election.precedence(place), place, p))
        if not offers:
            return bought
        _, _, place, p = min(offers)
        bought.append(place)
        for i, points in enumerate(people):
            if place in points:
                left[i] -= min(left[i], p * points[place])


def completed(election, *, by_cost, step=1):
    """Add1, one step at a time, then the most utility per cost that fits."""
    start, steps = Fraction(election.budget, len(people_of(election))), 0
    chosen = equal_shares(election, start, by_cost=by_cost)
    while fitting(election, chosen):
        steps += 1
        following = equal_shares(election, start + steps * step, by_cost=by_cost)
        if sum(election.projects[place].cost for place in following) > election.budget:
            break
        chosen = following
    while rest := fitting(election, chosen):
        chosen = [*chosen, max(rest, key=lambda place: worth(election, place, by_cost=by_cost))]
    return chosen


def fitting(election, chosen):
    """Wanted projects that the rest of the budget could pay."""
    spent = sum(election.projects[place].cost for place in chosen)
    return [
        place
        for place, project in enumerate(election.projects)
        if place not in chosen
        and election.supporters[place]
        and project.cost <= election.budget - spent
    ]


def worth(election, place, *, by_cost):
    points = sum(person.get(place, 0) for person in people_of(election))
    cost = election.projects[place].cost
    utility = points * cost if by_cost else points
    return Fraction(utility, cost), [-part for part in election.precedence(place)]
