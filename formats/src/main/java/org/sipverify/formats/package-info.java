/** Notations that several parts need. Pure: knows no call, and none of the parts. */
@NullMarked
package org.sipverify.formats;

import org.jspecify.annotations.NullMarked;
