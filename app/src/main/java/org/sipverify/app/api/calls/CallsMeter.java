package org.sipverify.app.api.calls;

/** Counts what those who ask for calls do not get. */
public interface CallsMeter {
    /** Why a search was not made, or not to its end. */
    enum SearchRefusal {
        /** It took longer than {@code index.search-time}. */
        SLOW,
        /** {@code index.max-searches} others were being made. */
        BUSY
    }

    /** A search was refused or stopped. */
    void searchRefused(SearchRefusal why);

    /** Calls were not shown to those who watch, because too many came at once. */
    void liveLeftOut(long calls);

    /** Somebody who watched was dropped, because it did not take what it was sent. */
    void liveDropped();

    /** Somebody may not watch, because {@code live.max-clients} do. */
    void liveRefused();
}
