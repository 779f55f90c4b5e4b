# Hội Số. Everything is done by `src/hoiso/runtime`; see `make help`.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
PY := $(or $(PYTHON),python3)
BIN := .venv/bin
INSTALL := @$(PY) src/hoiso/runtime/python_guard.py && PYTHONPATH=src PYTHONDONTWRITEBYTECODE=1 $(PY) -m hoiso.runtime.install
WORDS ?=

.DEFAULT_GOAL := help
.PHONY: help install dev run update test check bench screenshots proof clean

help:
	@printf '%s\n' \
	  'make run          cài những gì còn thiếu rồi chạy Hội Số' \
	  'make install      chỉ cài đặt' \
  'make update       cập nhật lên bản mới (quay về: make update WORDS=--back)' \
	  'make test         chạy mọi kiểm thử' \
	  'make check        kiểm tra mã nguồn' \
	  'make bench        đo tốc độ' \
	  'make proof-TÊN    chạy một phép chứng minh dài' \
	  'make screenshots  chụp mọi trang' \
	  'make clean        xoá những gì đã dựng (giữ dữ liệu trong var/)'

install:
	$(INSTALL)

dev:
	$(INSTALL) --dev

run: install
	@exec $(BIN)/hoiso serve --demo $(WORDS)

test: dev
	@$(BIN)/pytest -n 3 --dist worksteal $(WORDS)

check: dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

update:
	@$(BIN)/hoiso update $(WORDS)

bench: dev
	@$(BIN)/hoiso bench documents $(WORDS)

proof-%: dev
	@$(BIN)/pytest -p no:randomly tests/proof/test_$*.py -s $(WORDS)

proof: dev
	@$(BIN)/pytest tests/proof -s $(WORDS)

screenshots: dev
	@$(BIN)/pytest tests/browser/test_screenshots.py --pictures build/screenshots $(WORDS)

clean:
	@rm -rf .venv node_modules build src/hoiso/core/static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests frontend -name __pycache__ -type d -prune -exec rm -rf {} +
