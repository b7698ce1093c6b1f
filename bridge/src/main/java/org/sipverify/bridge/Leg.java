package org.sipverify.bridge;

/** One side of a bridged call: what the other side says is carried out here, in whatever protocol this side speaks. */
@FunctionalInterface
public interface Leg {
    /** The other side says this. */
    void hear(LegEvent event);
}
