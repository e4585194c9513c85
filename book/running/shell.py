"""The command that runs a shell cell: it ends at the first failure, that of any stage of a pipe included."""

# A stage ends with 141 (128 + SIGPIPE) when nobody reads from it any more, as `yes` does in
# `yes | head -1`. Where that alone made a pipe fail, `-e` is off until the next command.
CUT = (
    '__ends=" $? ${PIPESTATUS[@]}"; __ends=${__ends// 141}; case $-${__ends// 0} in *[0-9]*) ;; '
    '*e*) set +e; trap "set -e; trap - DEBUG" DEBUG ;; esac'
)
# The cell is an argument, so that bash counts its lines from 1
STRICT = f"set -ETeuo pipefail; trap '{CUT}' ERR; eval \"$1\"; case $? in 141) exit 0 ;; *) exit $? ;; esac"


def command(source):
    """The words that run `source`."""
    return ["bash", "-c", STRICT, "bash", source]
