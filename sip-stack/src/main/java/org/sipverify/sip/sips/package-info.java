/**
 * Probes of other servers over SIPS: {@link org.sipverify.sip.sips.SipsProbe} sends OPTIONS, REGISTER, INVITE or SUBSCRIBE
 * to a host that a stranger may have named. {@link org.sipverify.sip.sips.TargetGuard} decides where a probe may go, {@link
 * org.sipverify.sip.sips.SipsConnection} is its way there. A probe waits on its own thread, and never beyond its time.
 */
@NullMarked
package org.sipverify.sip.sips;

import org.jspecify.annotations.NullMarked;
