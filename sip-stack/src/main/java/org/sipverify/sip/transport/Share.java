package org.sipverify.sip.transport;

/**
 * One connection's part of the memory held for peers.
 *
 * @param named whether its peer is a caller that the operator named
 */
record Share(HeldOctets all, boolean named) {
    /** For a connection that this server opened: there are only as many as requests it sends. */
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
