# Two commands are enough: `make demo` and `make test`. uv is used where it is, and bootstrapped through pip where not.
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
PYTHON ?= python3
RUN := $(UV) run --quiet --python $(PYTHON)

# What is installed is compiled at once, and not at the first start.
export UV_COMPILE_BYTECODE := 1

.PHONY: demo test test-long check bench bench-settlement bench-impact bench-text bench-words look new-office freeze serve clean

demo: $(UV)
	$(RUN) --no-dev goodoffices demo $(ARGS)

serve: $(UV)
	$(RUN) --no-dev goodoffices serve $(ARGS)

test: $(UV)
	$(RUN) pytest $(ARGS)

# The same tests with more examples, longer histories, every page in every guise; it takes hours.
test-long: $(UV)
	GOODOFFICES_LONG=1 $(RUN) pytest $(ARGS)

check: $(UV)
	$(RUN) ruff check .
	$(RUN) ruff format --check --diff .
	$(RUN) mypy
	$(RUN) lint-imports

bench: $(UV)
	$(RUN) python -m benchmarks $(ARGS)

bench-settlement: $(UV)
	$(RUN) python -m benchmarks.settlement $(ARGS)

bench-impact: $(UV)
	$(RUN) python -m benchmarks.impact $(ARGS)

bench-text: $(UV)
	$(RUN) python -m benchmarks.text $(ARGS)
	$(RUN) python -m benchmarks.text.hand_read
	$(RUN) python -m benchmarks.text.comparing --peers --words 55000

bench-words: $(UV)
	$(RUN) --with simplemma python -m benchmarks.words $(ARGS)

look: $(UV)
	$(RUN) python -m benchmarks.look $(ARGS)

# A new office with everything that an office has: make new-office NAME=calls NOUN=call VERB=open_call LIVE=fetch
new-office: $(UV)
	$(RUN) python -m scripts.new_office $(NAME) $(if $(NOUN),--noun $(NOUN)) $(if $(VERB),--verb $(VERB)) $(if $(LIVE),--live $(LIVE))

# New kinds of act are frozen, and written down in the reference of their office.
freeze: $(UV)
	$(RUN) python -m scripts.frozen

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet 'uv>=0.13'

clean:
	rm -rf .venv .uv data .look dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
