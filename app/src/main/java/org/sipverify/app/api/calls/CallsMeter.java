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
}
