package org.sipverify.app.cli.doctor;

/**
 * What one check has found.
 *
 * @param subject what was looked at, in a word
 * @param advice what to do; empty when all is well
 */
record Diagnosis(Level level, String subject, String text, String advice) {
    /** How bad it is. */
    enum Level {
        /** All is well. */
        OK,
        /** The server works, and something will go wrong or is unsafe. */
        WARN,
        /** Calls are not served as they should be. */
        FAIL
    }

    static Diagnosis ok(String subject, String text) {
        return new Diagnosis(Level.OK, subject, text, "");
    }

    static Diagnosis warn(String subject, String text, String advice) {
        return new Diagnosis(Level.WARN, subject, text, advice);
    }

    static Diagnosis fail(String subject, String text, String advice) {
        return new Diagnosis(Level.FAIL, subject, text, advice);
    }
}
