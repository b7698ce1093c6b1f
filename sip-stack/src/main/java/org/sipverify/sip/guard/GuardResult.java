package org.sipverify.sip.guard;

import java.util.function.Function;

/** The guard's verdict on a message. */
public sealed interface GuardResult permits ValidMessage, RejectedMessage, IgnoredMessage {
    <T> T match(
            Function<ValidMessage, T> valid,
            Function<RejectedMessage, T> rejected,
            Function<IgnoredMessage, T> ignored);
}
