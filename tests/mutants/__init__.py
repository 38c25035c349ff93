"""Would the tests notice? Draws single changes of the code, and runs for each the tests that reach it.

python -m tests.mutants measure                    which test reaches which line of app/ (needs the package coverage)
python -m tests.mutants app --count 200 --seed 7   changes of app/: what survives, and the share that was noticed
python -m tests.mutants assets --count 60          changes of the scripts of the browser, likewise

A program of its own, which takes an hour or so; no run of the tests starts it. Where time is short: `measure --select
"not browser and not slow"`, `assets --fast` for the tests without a browser alone, `--part 1/2` and `2/2` side by
side. A test that fails without the change too does not count; "no end after some minutes" is to be looked at by hand.
"""
