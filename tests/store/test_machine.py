"""The state machine of a portfolio, a few steps of it; ``python -m tests.store.machine`` runs it for long."""

from hypothesis import settings

from tests.store.machine import PortfolioMachine

TestPortfolioMachine = PortfolioMachine.TestCase
TestPortfolioMachine.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
