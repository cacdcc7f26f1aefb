/* area.h - the levels of administrative units, for whoever names one. */
#ifndef DOMAIN_AREA_AREA_H
#define DOMAIN_AREA_AREA_H

/* The numbers are stored. The structure of 2025 has no districts. */
enum area_level { AREA_PROVINCE, AREA_DISTRICT, AREA_COMMUNE };

#endif
