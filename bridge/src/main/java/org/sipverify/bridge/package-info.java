/**
 * A call of two legs that speak to each other, without any protocol. A {@link org.sipverify.bridge.Leg} translates
 * between its own protocol and {@link org.sipverify.bridge.LegEvent}; the {@link org.sipverify.bridge.Bridge} passes on
 * what one says to the other, and knows how far the call has come and how it ended. Everything happens in one lane: no
 * two calls of the methods here are ever concurrent, and nothing waits.
 */
@NullMarked
package org.sipverify.bridge;

import org.jspecify.annotations.NullMarked;
