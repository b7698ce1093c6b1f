/**
 * Observers of every message on the wire: {@link org.sipverify.sip.trace.MessageTrace} sees each one as it was received
 * or sent, before it is checked.
 */
@NullMarked
package org.sipverify.sip.trace;

import org.jspecify.annotations.NullMarked;
