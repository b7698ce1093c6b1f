package org.sipverify.sip.guard;

import java.util.function.Function;

/** What the guard makes of a message. */
public sealed interface Guarded permits Sound, Refused, Dropped {
    <T> T match(Function<Sound, T> sound, Function<Refused, T> refused, Function<Dropped, T> dropped);
}
