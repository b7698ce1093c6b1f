/** Telephone numbers and patterns of them. */
@NullMarked
package org.sipverify.formats.number;

import org.jspecify.annotations.NullMarked;
