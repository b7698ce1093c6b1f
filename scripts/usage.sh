# shellcheck shell=bash
# What the scripts share: a script's help is the comment at its top.

script=$(readlink -f "$0") # before anything changes the directory

usage() {
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$script"
}

# wrong MESSAGE: how to use this script, and why it was not understood.
wrong() {
    echo "${script##*/}: $1" >&2
    usage >&2
    exit 2
}

# help_or_nothing ARGUMENT...: for a script without options.
help_or_nothing() {
    case ${1:-} in
        '') ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) wrong "unknown option $1" ;;
    esac
}
