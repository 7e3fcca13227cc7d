"""The office network: plans that follow from the policy in force, and use in aggregate.

In: address ranges and domains, logs of proxies and resolvers. Out: configuration files, counts with
enough devices behind them, a public register of what is monitored.
Legal basis: UU 27/2022 (monitoring is high risk: Art 34), each rule and measure names its own.
"""
