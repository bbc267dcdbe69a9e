from goodoffices.accounts.tests.house import quick_and_fresh

__all__ = ["quick_and_fresh"]
