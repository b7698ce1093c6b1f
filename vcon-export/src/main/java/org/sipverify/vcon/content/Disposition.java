package org.sipverify.vcon.content;

/** The word of draft-ietf-vcon-vcon-core-04 that comes closest to a final response of a callee. */
final class Disposition {
    static final String NO_ANSWER = "no-answer";

    static String of(int status) {
        return switch (status) {
            case 486, 600 -> "busy";
            case 408, 480, 487, 603, 607 -> NO_ANSWER;
            case 503 -> "congestion";
            default -> "failed";
        };
    }

    private Disposition() {}
}
