package org.sipverify.bridge;

/** A leg on its side of the call, and whether it has left. */
final class Side {
    private final Party party;
    private Leg leg = event -> {};
    private boolean hasLeft;

    Side(Party party) {
        this.party = party;
    }

    Party party() {
        return party;
    }

    void speaksBy(Leg its) {
        leg = its;
    }

    void hear(LegEvent event) {
        leg.hear(event);
    }

    /** Whether it has left just now, and not before. */
    boolean leaves() {
        boolean isNew = !hasLeft;
        hasLeft = true;
        return isNew;
    }
}
