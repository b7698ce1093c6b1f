package org.sipverify.sip.guard;

import java.util.function.Function;

/** Bytes nobody is answered for: no SIP at all, a malformed response, or a malformed ACK. */
public record Dropped(Flaw flaw) implements Guarded {
    @Override
    public <T> T match(Function<Sound, T> sound, Function<Refused, T> refused, Function<Dropped, T> dropped) {
        return dropped.apply(this);
    }
}
