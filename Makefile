# Yichuang: builds, runs, tests and installs. `make help` lists the targets; V=1 shows the commands.
.DEFAULT_GOAL := all
SHELL   := /bin/bash
BUILD   ?= build
FLAVOUR ?=
CC      ?= cc
ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX  ?= /usr
DESTDIR ?=
VERSION := 0.1.0
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2);)

out := $(BUILD)$(if $(FLAVOUR),/$(FLAVOUR))
bin := $(out)/bin
obj := $(out)/obj
lib := $(out)/lib

# --- what is needed from Debian (the reason for each package is in INSTALL) ---------------------------------------
packages-of = $(shell awk '$$1 ~ /^($(1))$$/ { print $$2 }' conf/packages)
have-package = dpkg-query -W -f '$${Status}\n' $(1) 2>/dev/null | grep -q 'ok installed'

# --- layers: each folder becomes one library, main.c of a folder becomes a program --------------------------------
layers   := base core files store server client term voice window desk status board cli reader kiosk printers
folder    = $(if $(filter $(1),kiosk printers),$(1),src/$(1))
sources   = $(wildcard $(call folder,$(1))/*.c)
objects   = $(patsubst %.c,$(obj)/%.o,$(filter-out %/main.c,$(call sources,$(1))))
programs := yichuangd yichuang yichuang-kiosk yichuang-window yichuang-desk yichuang-status yichuang-board yichuang-printd yichuang-reader

modules := libevent_core libevent_extra libevent_openssl openssl sqlite3 jansson libsodium libcurl ncursesw libqrencode pangocairo libconfuse icu-i18n icu-uc poppler-glib zbar libjpeg libseccomp
ifneq ($(filter-out setup help layers clean,$(or $(MAKECMDGOALS),all)),)
# (ncurses asks for another standard than ours)
modflags := $(filter-out -D_XOPEN_SOURCE=% -D_DEFAULT_SOURCE,$(shell pkg-config --cflags $(modules) 2>/dev/null))
endif

std      := -std=c17 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
tune     := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
sanitize := -fsanitize=address,undefined -fno-sanitize-recover=all
# (its library stands beside the program, so that tests can stand before it and let memory fail)
sanitize-link = -shared-libasan -Wl,-rpath,$(shell clang -print-runtime-dir)
ifeq ($(FLAVOUR),sanitized)
# (clang's, because gcc's two sanitizers together leave no report files)
override CC := clang
tune  := -O1 -g -fno-omit-frame-pointer $(sanitize)
LDFLAGS += $(sanitize-link)
endif
ifeq ($(FLAVOUR),fuzz)
override CC := clang
tune  := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
endif
CFLAGS   += $(std) $(warnings) $(tune) -fPIE -MMD -MP -Iinclude -I$(out)/include $(modflags) \
            -DYICHUANG_VERSION='"$(VERSION)"' -DYICHUANG_PREFIX='"$(PREFIX)"'
LDFLAGS  += $(filter -fsanitize% -fno-sanitize%,$(tune)) -pie -Wl,--as-needed
# (libcsv and libcups have no pkg-config file)
libs-of   = $(foreach m,$(1),$(if $(filter -l%,$(m)),$(m),$(shell pkg-config --libs $(m) 2>/dev/null)))

# which libraries a program is made of, in link order
parts-yichuangd       := server store files core base
parts-yichuang        := cli client files core base
parts-yichuang-kiosk  := kiosk client term core base
parts-yichuang-window := window client term core base
parts-yichuang-desk   := desk client term core base
parts-yichuang-status := status client term core base
parts-yichuang-board  := board voice client term core base
parts-yichuang-printd := printers client core base
parts-yichuang-reader := reader files client core base
needs-base   := -lcsv
needs-core   :=
needs-files  := libsodium icu-i18n icu-uc
needs-store  := sqlite3 jansson libsodium
needs-server := libevent_core libevent_extra libevent_openssl openssl jansson libsodium libconfuse
needs-client := libcurl jansson
needs-term   := ncursesw libqrencode
needs-printers := libqrencode pangocairo libconfuse jansson -lcups -lm
needs-kiosk  := jansson libseccomp
needs-window := jansson
needs-desk   := jansson
needs-status := jansson
needs-board  := jansson
needs-voice  :=
needs-cli    := jansson
needs-reader := jansson poppler-glib zbar cairo libjpeg
main-of = $(call folder,$(patsubst yichuang-%,%,$(subst yichuang-printd,printers,$(subst yichuangd,server,$(patsubst yichuang,cli,$(1))))))/main.c

.PHONY: voice-clips check-escpos model build-fuzz build-fuzz-planted fuzz fuzz-faults build-sim sim sim-faults sim-determinism build-tests build-bench build-crash crash all help setup run test check soak bench pictures layers lint install uninstall clean replay libs
all: needs $(addprefix $(bin)/,$(programs)) $(out)/share/locale/zh_CN/LC_MESSAGES/yichuang.mo voice-clips  ## build everything into build/bin/
libs: $(foreach l,$(layers),$(lib)/lib$(l).a)

.PHONY: needs
needs:
	@missing=; for p in $(call packages-of,build); do $(call have-package,$$p) || missing="$$missing $$p"; done; \
	 if [ -n "$$missing" ] && command -v dpkg-query >/dev/null; then \
	   echo "missing Debian packages:$$missing"; echo "run: make setup"; exit 1; fi

setup: needed ?= build|run|test|check
setup:  ## install the missing Debian packages for building, running and testing
	@missing=; for p in $(call packages-of,$(needed)); do $(call have-package,$$p) || missing="$$missing $$p"; done; \
	 if [ -n "$$missing" ]; then \
	   echo "installing:$$missing"; \
	   as=; if [ "$$(id -u)" != 0 ]; then as="sudo"; fi; \
	   $$as apt-get -q update >/dev/null && \
	   $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing >$${TMPDIR:-/tmp}/yichuang-setup.$$$$.log 2>&1 || \
	   { cat $${TMPDIR:-/tmp}/yichuang-setup.$$$$.log; echo "setup failed: see above"; exit 1; }; \
	   rm -f $${TMPDIR:-/tmp}/yichuang-setup.$$$$.log; \
	 fi

$(obj)/%.o: %.c
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(CFLAGS) -c -o $@ $<

define layer-rule
$(lib)/lib$(1).a: $(call objects,$(1))
	$$(call say,AR,$$@)mkdir -p $$(@D) && rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach l,$(layers),$(eval $(call layer-rule,$(l))))

define program-rule
$(bin)/$(1): $(obj)/$(patsubst %.c,%.o,$(call main-of,$(1))) $(foreach p,$(parts-$(1)),$(lib)/lib$(p).a)
	$$(call say,LD,$$@)mkdir -p $$(@D) && $$(CC) $$(LDFLAGS) -o $$@ $$^ $$(call libs-of,$$(sort $$(foreach p,$$(parts-$(1)),$$(needs-$$(p)))))
endef
$(foreach p,$(programs),$(eval $(call program-rule,$(p))))

# the schema is kept as SQL and compiled in as strings: cases.sql is cases_sql of cases_sql.h
$(out)/include/%_sql.h: src/store/%.sql Makefile
	$(Q)mkdir -p $(@D) && { echo '_Pragma("GCC diagnostic ignored \"-Woverlength-strings\"")'; echo 'static const char $*_sql[] ='; sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$$/\\n"/' $<; echo ';'; } > $@
$(obj)/src/store/store.o: $(out)/include/schema_sql.h
$(obj)/src/store/migrate.o: $(out)/include/cases_sql.h $(out)/include/catalogue_sql.h $(out)/include/values_sql.h

# each part of the house keeps its own Chinese; together they are one catalogue
$(out)/share/locale/zh_CN/LC_MESSAGES/yichuang.mo: $(wildcard po/zh_CN*.po)
	$(call say,MO,$@)mkdir -p $(@D) && for f in po/zh_CN.po po/zh_CN.*.po; do cat $$f; echo; done | msguniq --use-first -o $(out)/zh_CN.po 2>/dev/null && msgfmt --check-format -o $@ $(out)/zh_CN.po

# the clips of the voice are spoken once, by espeak-ng
voice-clips := $(patsubst %,$(out)/share/yichuang/voice/%.wav,$(shell awk '/^[a-z]/ { print $$1 }' conf/voice/clips))
voice-clips: $(voice-clips)
$(voice-clips) &: conf/voice/clips src/voice/make-clips
	$(call say,VOICE,$(out)/share/yichuang/voice)src/voice/make-clips conf/voice/clips $(out)/share/yichuang/voice && touch $(voice-clips)

run: setup  ## set up, build, open the demonstration hall var/demo
	@$(MAKE) --no-print-directory all
	@src/demo/open $(abspath $(bin)) var/demo

# --- tests: every file found is a test, none is listed by hand ------------------------------------------------------
test-parts    := server store files kiosk printers window desk status board voice reader cli client term core base
test-sources  := $(foreach d,unit screens receipts api,$(wildcard tests/$(d)/*.c))
test-programs := $(patsubst tests/%.c,$(out)/tests/%,$(test-sources))
test-scripts  := $(wildcard tests/system/*.sh)
test-helpers  := $(patsubst %.c,$(obj)/%.o,$(wildcard tests/lib/*.c))
# (those that take longest begin first)
TESTS ?= $(test-scripts) $(filter %/tickets_on_paper %/nth %/cups,$(test-programs)) $(filter-out %/tickets_on_paper %/nth %/cups,$(test-programs))
# (whoever names some sees only some answers)
all-tests = $(if $(filter file,$(origin TESTS)),--all)

$(obj)/tests/%.o: CFLAGS += -Itests
.PRECIOUS: $(obj)/%.o
$(lib)/libtests.a: $(test-helpers)
	$(call say,AR,$@)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^
$(out)/tests/%: $(obj)/tests/%.o $(lib)/libtests.a $(foreach p,$(test-parts),$(lib)/lib$(p).a)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $^ $(call libs-of,criterion $(modules)) -lcsv -lcups -lutil -lm

# programs that a test script runs beside ours
# faults that are loaded into the controller before the C library
$(out)/tests/preload.so: tests/faults/preload.c tests/faults/order.h
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -std=c17 -O1 -Wall -Wextra -Werror -fPIC -shared -o $@ $< -ldl

# an IPP printer for tests, which announces itself to nobody
$(out)/tests/no_avahi.so: tests/faults/no_avahi.c
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -std=c17 -O1 -Wall -Wextra -Werror -fPIC -shared -o $@ $<

# what somebody would do who got into a locked kiosk
$(out)/tests/plant_exec.so: tests/faults/plant_exec.c
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -std=c17 -O1 -Wall -Wextra -Werror -fPIC -shared -o $@ $<

build-tests: all $(test-programs) $(out)/tests/preload.so $(out)/tests/no_avahi.so $(out)/tests/plant_exec.so

test: setup  ## set up, build, run all tests
	@$(MAKE) --no-print-directory build-tests
	@tests/run $(all-tests) $(abspath $(bin)) $(TESTS)

# --- simulated days on the product's own core: every invariant after every step; and with faults planted in its source -------
sim-program := $(out)/tests/yichuang-sim
sim-libs    := store core base
# (SEEDS only where somebody says it)
sim-seeds   = $(if $(filter command% environment%,$(origin SEEDS)),$(SEEDS),$(1))
$(sim-program): $(patsubst %.c,$(obj)/%.o,$(wildcard tests/sim/*.c)) $(foreach p,$(sim-libs),$(lib)/lib$(p).a)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $^ $(call libs-of,$(needs-store))
build-sim: $(sim-program)

sim: build-sim  ## play simulated days, then look for planted faults: SEEDS=n, or SEED=k for one day
	@$(sim-program) $(if $(SEED),-s $(SEED),-n $(call sim-seeds,2000))
	@$(if $(SEED),:,$(MAKE) --no-print-directory sim-faults)

sim-faults: build-sim  ## only the planted faults
	@CC="$(CC)" CFLAGS="$(CFLAGS)" LDFLAGS="$(LDFLAGS)" LIBS="$(call libs-of,$(needs-store))" SEEDS=1000 tests/sim/plant $(out) $(wildcard tests/sim/faults/*.patch)

sim-determinism:  ## the same days by gcc and clang, -O0 and -O2, give the same trace
	@mkdir -p $(out)/determinism && tests/sim/determinism $(out) $(call sim-seeds,200)

# --- power cuts: the product's own turn, core and store on a disk in memory; and with faults planted in their source ------
crash-program := $(out)/tests/yichuang-crash
crash-objects := $(patsubst %.c,$(obj)/%.o,$(wildcard tests/crash/*.c))
# (its own clock, sockets and log stand before the controller's)
crash-first   := -Wl,--allow-multiple-definition
crash-parts   := $(parts-yichuangd)
crash-libs    := $(foreach p,$(crash-parts),$(lib)/lib$(p).a)
crash-needs    = $(call libs-of,$(sort $(foreach p,$(crash-parts),$(needs-$(p)))))
crash-planted := $(patsubst tests/crash/faults/%.patch,$(out)/crash/%/yichuang-crash,$(wildcard tests/crash/faults/*.patch))
$(crash-program): $(crash-objects) $(crash-libs)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) $(crash-first) -o $@ $^ $(crash-needs)
# (what is planted goes before the library that has it whole)
$(out)/crash/%/yichuang-crash: tests/crash/faults/%.patch tests/crash/plant $(crash-objects) $(crash-libs)
	$(call say,PLANT,$*)tests/crash/plant $< $(@D) && for c in $(@D)/*.c; do $(CC) $(CFLAGS) -c -o $$c.o $$c || exit 1; done && \
	  $(CC) $(LDFLAGS) $(crash-first) -o $@ $(crash-objects) $(@D)/*.o $(crash-libs) $(crash-needs)
build-crash: $(crash-program) $(crash-planted)

crash:  ## cut the power under the turn, then look for planted faults: SEEDS=n
	@$(MAKE) --no-print-directory build-crash
	@tests/crash/run $(call sim-seeds,200) $(crash-program) $(crash-planted)

# --- fuzzing: every file in tests/fuzz is a target, linked with the product's own layers in a flavour of clang's; and with faults planted in their source ----
, := ,
fuzz-targets := $(patsubst tests/fuzz/%.c,$(out)/fuzz/%,$(wildcard tests/fuzz/*.c))
fuzz-libs    := $(lib)/libfuzz.a $(foreach p,$(test-parts),$(lib)/lib$(p).a)
fuzz-link     = $(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(1) $(fuzz-libs) $(call libs-of,$(modules)) -lcsv -lcups -lutil -lm
$(lib)/libfuzz.a: $(patsubst %.c,$(obj)/%.o,$(wildcard tests/fuzz/lib/*.c))
	$(call say,AR,$@)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^
# (the target "printer" plays the printer's end of these calls)
fuzz-wrap    := $(addprefix -Wl$(,)--wrap=,open connect read write send poll)
$(out)/fuzz/printer: LDFLAGS += $(fuzz-wrap)
$(out)/fuzz/%: $(obj)/tests/fuzz/%.o $(fuzz-libs)
	$(call say,LD,$@)mkdir -p $(@D) && $(call fuzz-link,$<)
fuzz-planted := $(patsubst tests/fuzz/faults/%.patch,$(out)/planted/%,$(wildcard tests/fuzz/faults/*.patch))
fuzz-target-of = $(shell sed -n '1s/:.*//p' tests/fuzz/faults/$(1).patch)
# (what is planted goes before the library that has it whole)
$(out)/planted/%/planted: tests/fuzz/faults/%.patch tests/crash/plant $(fuzz-targets)
	$(call say,PLANT,$*)tests/crash/plant $< $(@D) && for c in $(@D)/*.c; do $(CC) $(CFLAGS) -c -o $$c.o $$c || exit 1; done && \
	  $(call fuzz-link,$(obj)/tests/fuzz/$(call fuzz-target-of,$*).o $(@D)/*.o)
$(out)/planted/half-paper-is-none/planted: LDFLAGS += $(fuzz-wrap)
build-fuzz: $(fuzz-targets)
build-fuzz-planted: $(addsuffix /planted,$(fuzz-planted))

fuzz-seconds = $(if $(filter command% environment%,$(origin SECONDS)),$(SECONDS),8)
fuzz: needed = build|test|check
fuzz: setup  ## hostile input for everything that reads, then look for planted faults: SECONDS=n for each target
	@$(MAKE) --no-print-directory FLAVOUR=fuzz build-fuzz
	@tests/fuzz/run $(fuzz-seconds) $(abspath $(BUILD))/fuzz/fuzz
	@$(MAKE) --no-print-directory fuzz-faults

fuzz-faults:  ## only the planted faults of fuzzing
	@$(MAKE) --no-print-directory FLAVOUR=fuzz build-fuzz-planted
	@tests/fuzz/planted 60 $(patsubst tests/fuzz/faults/%.patch,$(abspath $(BUILD))/fuzz/planted/%,$(wildcard tests/fuzz/faults/*.patch))

# --- the model: every order of events of a small hall, by spin; faults planted in it; and recorded days of the simulation, which it must be able to follow -------
days-program := $(out)/tests/yichuang-days
$(days-program): $(patsubst %.c,$(obj)/%.o,$(wildcard tests/model/*.c) $(filter-out %/main.c,$(wildcard tests/sim/*.c))) $(foreach p,$(sim-libs),$(lib)/lib$(p).a)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $^ $(call libs-of,$(needs-store))

model: $(days-program)  ## look at every state of a small hall, find planted faults, follow recorded days: OUTSTANDING=n (1) without an answer at once
	@mkdir -p $(out)/model && CC="$(CC)" tests/model/run $(out)/model $(days-program)

# --- figures: one program, linked like the tests; on a disk (/tmp may be memory), one thing at a time ---------------------
bench-program := $(out)/tests/yichuang-bench
$(bench-program): $(patsubst %.c,$(obj)/%.o,$(wildcard tests/bench/*.c)) $(lib)/libtests.a $(foreach p,$(test-parts),$(lib)/lib$(p).a)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $^ $(call libs-of,criterion $(modules)) -lcsv -lcups -lutil -lm
build-bench: all $(bench-program)

bench: setup  ## measure: name, value, unit, ratio, what the ratio is against
	@$(MAKE) --no-print-directory build-bench
	@YICHUANG_BIN=$(abspath $(bin)) TMPDIR=$${TMPDIR:-/var/tmp} $(bench-program) --jobs 1

escpos-program := $(out)/tests/yichuang-escpos
$(escpos-program): $(patsubst %.c,$(obj)/%.o,$(wildcard tests/escpos/*.c)) $(lib)/libtests.a $(foreach p,$(test-parts),$(lib)/lib$(p).a)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $^ $(call libs-of,criterion $(modules)) -lcsv -lcups -lutil -lm

check-escpos: $(escpos-program)  ## hold printed papers against a parser of somebody else's (needs node, npm)
	@tests/escpos/run $< $(out)/escpos

replay: all  ## play three real days of public offices through a live controller
	@tests/replay/run $(bin)

pictures: needed = build|run|test|pictures
pictures: setup  ## take pictures of screens and papers anew (doc/pictures)
	@$(MAKE) --no-print-directory all
	@tests/pictures $(abspath $(bin)) $(out)/pictures doc/pictures

# --- checks -----------------------------------------------------------------------------------------------------------
layers:  ## check the arrows of the house
	@tests/lint/layers $(out) $(CC)

lint: all  ## everything that can be seen without running it
	@for f in $(wildcard tests/lint/*); do case $$f in */layers|*/sanitizers) ;; *) echo "  LINT   $$f"; YICHUANG_BIN=$(abspath $(bin)) $$f || exit 1 ;; esac; done

# as many things at once as there are processors, where nobody said how many
many = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
sanitized = $(abspath $(BUILD)/sanitized)

check: setup  ## lint, layers, all tests and some simulated days under the sanitizers, and the short forms of what soak does at length
	@$(many) all build-sim build-crash $(days-program)
	@$(MAKE) --no-print-directory layers lint
	@echo "  CHECK  the sanitizers themselves"; tests/lint/sanitizers $(out) clang "$(sanitize) $(sanitize-link)"
	@echo "  CHECK  all tests under the sanitizers"; $(many) FLAVOUR=sanitized build-tests build-sim
	@tests/run $(all-tests) $(sanitized)/bin $(subst $(out)/,$(BUILD)/sanitized/,$(TESTS))
	@$(sanitized)/tests/yichuang-sim -n 100
	@echo "  CHECK  simulated days, power cuts, the model"; $(many) --output-sync=target check-days check-traces check-cuts check-model
	@echo "  CHECK  hostile input"; $(many) fuzz SECONDS=4

# (what they need is built: they may run side by side)
check-days:
	@$(MAKE) --no-print-directory sim SEEDS=1000
check-traces:
	@$(MAKE) --no-print-directory sim-determinism SEEDS=60
check-cuts:
	@$(MAKE) --no-print-directory crash SEEDS=100
check-model:
	@$(MAKE) --no-print-directory model

soak: setup  ## the long forms: SEEDS=n (100000), SECONDS=n for each fuzzing target (3600), ROUNDS=n (100) of kills and races
	@$(many) build-tests
	@NODES=225000 tests/lint/sources
	@$(MAKE) --no-print-directory sim SEEDS=$(call sim-seeds,100000)
	@$(many) sim-determinism SEEDS=2000
	@$(MAKE) --no-print-directory crash SEEDS=$(call sim-seeds,100000)
	@OUTSTANDING=5 $(MAKE) --no-print-directory model
	@ROUNDS=$(or $(ROUNDS),100) VISITS=20 LIMIT=3600 tests/run $(abspath $(bin)) $(out)/tests/api/kills $(out)/tests/api/races tests/system/visit.sh
	@$(many) fuzz SECONDS=$(if $(filter command% environment%,$(origin SECONDS)),$(SECONDS),3600)

papers: build-tests  ## tickets on paper under every fault, ROUNDS=n (1000), then planted faults
	@ROUNDS=$(or $(ROUNDS),1000) LIMIT=3600 tests/run $(abspath $(bin)) $(out)/tests/api/tickets_on_paper
	@tests/papers/plant $(out)

# --- installing -------------------------------------------------------------------------------------------------------
install: all  ## install below DESTDIR and PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/yichuang/conf $(DESTDIR)$(PREFIX)/share/locale/zh_CN/LC_MESSAGES
	install -m 755 $(addprefix $(bin)/,$(programs)) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard conf/*.conf conf/*.csv) $(DESTDIR)$(PREFIX)/share/yichuang/conf
	install -d $(DESTDIR)$(PREFIX)/share/yichuang/conf/certificates
	install -m 644 $(wildcard conf/certificates/*.conf) $(DESTDIR)$(PREFIX)/share/yichuang/conf/certificates
	install -d $(DESTDIR)$(PREFIX)/share/yichuang/conf/slips
	install -m 644 $(wildcard conf/slips/*.conf) $(DESTDIR)$(PREFIX)/share/yichuang/conf/slips
	install -d $(DESTDIR)$(PREFIX)/share/yichuang/conf/slips-241
	install -m 644 $(wildcard conf/slips-241/*.conf) $(DESTDIR)$(PREFIX)/share/yichuang/conf/slips-241
	install -d $(DESTDIR)$(PREFIX)/share/yichuang/conf/tickets
	install -m 644 $(wildcard conf/tickets/*.conf) $(DESTDIR)$(PREFIX)/share/yichuang/conf/tickets
	for f in $(voice-clips:$(out)/%=%); do install -D -m 644 $(out)/$$f $(DESTDIR)$(PREFIX)/$$f || exit 1; done
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/share/yichuang/kiosk
	for f in conf/systemd/*.service; do sed 's,/usr/bin/yichuang,$(PREFIX)/bin/yichuang,g; s,/usr/share/yichuang,$(PREFIX)/share/yichuang,g' $$f >$(DESTDIR)$(PREFIX)/lib/systemd/system/$${f##*/} || exit 1; done
	install -m 755 conf/kiosk/session $(DESTDIR)$(PREFIX)/share/yichuang/kiosk
	install -m 644 conf/kiosk/xorg.conf $(DESTDIR)$(PREFIX)/share/yichuang/kiosk
	install -m 644 $(out)/share/locale/zh_CN/LC_MESSAGES/yichuang.mo $(DESTDIR)$(PREFIX)/share/locale/zh_CN/LC_MESSAGES
	for page in doc/*.[1-8]; do s=$${page##*.}; install -d $(DESTDIR)$(PREFIX)/share/man/man$$s; install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$$s; done

uninstall:  ## remove what install put there
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,$(programs)) $(DESTDIR)$(PREFIX)/share/locale/zh_CN/LC_MESSAGES/yichuang.mo
	rm -rf $(DESTDIR)$(PREFIX)/share/yichuang
	for f in conf/systemd/*.service; do rm -f $(DESTDIR)$(PREFIX)/lib/systemd/system/$${f##*/}; done
	for page in doc/*.[1-8]; do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page#doc/}; done

clean:  ## remove what was built
	rm -rf $(BUILD)

help:  ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

-include $(shell find $(obj) -name '*.d' 2>/dev/null)
