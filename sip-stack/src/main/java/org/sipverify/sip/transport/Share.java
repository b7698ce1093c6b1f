package org.sipverify.sip.transport;

/**
 * What one connection has on the account of all that is held.
 *
 * @param named whether its peer is a caller the operator named
 */
record Share(HeldOctets all, boolean named) {
    /** Of a connection that we opened ourselves: there are as many as requests of our own. */
    static Share ofOurs() {
        return new Share(new HeldOctets(Long.MAX_VALUE, false, HeldOctets.Shedder.NONE), true);
    }

    boolean take(long octets) {
        return all.take(octets, named);
    }

    void give(long octets) {
        all.give(octets);
    }
}
