"""The measurements. Each module has `measure(run)`, which adds its figures."""
