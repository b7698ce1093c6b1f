/** Reads SIP messages, just as far as the record of a call needs. */
@NullMarked
package org.sipverify.vcon.sip;

import org.jspecify.annotations.NullMarked;
