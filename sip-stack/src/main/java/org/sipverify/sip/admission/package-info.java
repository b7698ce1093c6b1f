/**
 * Who is let in, and how much: {@link org.sipverify.sip.admission.Admission} is asked about every message before it is
 * parsed, {@link org.sipverify.sip.admission.Thrift} sees to it that nobody is answered more than was sent in his name.
 */
@NullMarked
package org.sipverify.sip.admission;

import org.jspecify.annotations.NullMarked;
