/**
 * SIP as the other modules see it: {@link org.sipverify.sip.IncomingCall calls} come in, {@link
 * org.sipverify.sip.Answer answers} go out. Interfaces and values only; {@code org.sipverify.sip.stack} has the server.
 */
@NullMarked
package org.sipverify.sip;

import org.jspecify.annotations.NullMarked;
