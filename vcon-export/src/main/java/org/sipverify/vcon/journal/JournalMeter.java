package org.sipverify.vcon.journal;

/** What the journal counts. Called on any thread; must not block. */
public interface JournalMeter {
    /** Writing failed and will be tried again. */
    void journalFailed();

    /** The end of a file was not whole, and was cut off. */
    void torn();
}
