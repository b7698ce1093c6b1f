/**
 * SIP as the rest of the house sees it: {@link org.sipverify.sip.IncomingCall calls} come in, {@link
 * org.sipverify.sip.Answer answers} go out. JAIN-SIP lives behind the classes whose names begin with {@code Jain} and
 * nowhere else.
 */
@NullMarked
package org.sipverify.sip;

import org.jspecify.annotations.NullMarked;
