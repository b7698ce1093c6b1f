package org.sipverify.vcon;

import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.journal.JournalMeter;

/** What is counted of vCons. Called on any thread; must not block. */
public interface VconMeter extends JournalMeter {
    /** Why a call has no vCon. */
    enum Loss {
        /** So much was waiting that not even the call could be noted. */
        QUEUE_FULL,
        /** The disk takes no vCons, and the journal does not have the call. */
        BACKLOG_FULL,
        /** The server ended before the disk took its vCon, and the journal does not have the call either. */
        CLOSED
    }

    /** A vCon was made. */
    void built();

    /** A vCon is safe on the disk. */
    void stored();

    /** Sheddable of one call, or one message, was given up under pressure. */
    void shed(Sheddable detail);

    /** A call has no vCon, and will have none. */
    void lost(Loss why);

    /** Files could not be written and will be tried again. */
    void storeFailed();

    /** A finished vCon held something like a credential, and only its bare facts were kept. */
    void quarantined();

    /** This many vCons were deleted because of their age or size. */
    void expired(int vcons);
}
