/** Export of every SIP message to a Homer collector, in HEP version 3 over UDP. */
@NullMarked
package org.sipverify.sip.hep;

import org.jspecify.annotations.NullMarked;
