package org.sipverify.vcon.journal;

import java.io.IOException;

/** Another process writes to this journal. */
public final class JournalInUseException extends IOException {
    JournalInUseException(String message) {
        super(message);
    }
}
